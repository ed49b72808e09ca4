-- In a closed trust people can be taken off, leave, and be uninvited; nobody comes, and nothing else changes.
set local role wellschool_owner;

create trigger closed_guard before insert on accounts_membership
  for each row execute function isolation.closed_guard();
create trigger closed_guard_change before update on accounts_membership
  for each row when (old.left_at is not distinct from new.left_at) execute function isolation.closed_guard();
create trigger closed_guard before insert on accounts_invitation
  for each row execute function isolation.closed_guard();
create trigger closed_guard_change before update on accounts_invitation
  for each row when ((old.email, old.token_hash, old.expires_at, old.invited_by_id)
    is distinct from (new.email, new.token_hash, new.expires_at, new.invited_by_id))
  execute function isolation.closed_guard();
create trigger closed_guard before insert or update or delete on accounts_trustlogo
  for each row execute function isolation.closed_guard();
create trigger closed_guard before insert on accounts_termsacceptance
  for each row execute function isolation.closed_guard();
