-- Which releases the person acting may read.
set local role wellschool_guard;

-- Members of trusts read what is published.
create or replace function isolation.released_to_members() returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
begin
  if cardinality(isolation.member_trusts()) = 0 then return '{}'; end if;
  return array(select r.id from public.reviews_release r where r.state = 'published');
end $$;

-- So does YST; a programme manager also what is not published yet. What was discarded, nobody.
create or replace function isolation.released_to_yst() returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
begin
  if isolation.yst('manager') then
    return array(select r.id from public.reviews_release r where r.state in ('previewed', 'published'));
  elsif isolation.yst() then
    return array(select r.id from public.reviews_release r where r.state = 'published');
  end if;
  return '{}';
end $$;

grant execute on function
  isolation.released_to_members(), isolation.released_to_yst()
  to wellschool_web, wellschool_worker, wellschool_yst, wellschool_migrate, wellschool_owner;

set local role wellschool_releaser;

-- Of the acting person's trusts, the reviews that a release has counted: so that the page can say so.
create or replace function isolation.counted_reviews() returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
declare
  member bigint[] := isolation.member_trusts();
begin
  return array(select k.review_id from public.reviews_releasecount k where k.trust_id = any(member));
end $$;

grant execute on function isolation.counted_reviews() to wellschool_web, wellschool_worker;
