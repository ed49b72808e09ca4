-- A review in one look, after one check of the token: who is asking, what they are in it and, where they may compare, who
-- takes part and what is agreed. No rating. The tables' own rules, for one review, in the words of their policies.
set local role wellschool_guard;

-- Null for whoever is no member of the trust, and where it has no such review. `compared` asks for people and agreed levels,
-- which are there only where the ratings have been shown and the person is of the comparison.
create or replace function isolation.review_frame(which uuid, of_trust text, compared boolean)
returns jsonb language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan as $$  -- each look-up goes by a key: planning them anew takes longer than asking
declare
  p text[] := isolation.parts();
  r record;
begin
  if p[1] is null or p[2] <> of_trust then return null; end if;
  select v.id, to_jsonb(m) as member, to_jsonb(t) as trust, to_jsonb(g) as registered, to_jsonb(v) as review,
         to_jsonb(w) as reviewer
    into r
    from public.accounts_trust t
    join public.accounts_membership m on m.trust_id = t.id
    join public.reviews_review v on v.trust_id = t.id
    left join public.accounts_registeredtrust g on g.id = t.registered_id
    left join public.reviews_reviewer w on w.review_id = v.id and w.membership_id = m.id
      and (m.role in ('lead', 'executive', 'colleague') or m.also_lead)
    where t.slug = of_trust and m.user_id = p[1]::bigint and m.left_at is null and v.uuid = which;
  if not found then return null; end if;
  return jsonb_build_object('member', r.member, 'trust', r.trust, 'registered', r.registered, 'review', r.review, 'reviewer', r.reviewer)
    || case when compared and isolation.may_compare(r.id) then jsonb_build_object(
      'people', (
        select jsonb_agg(jsonb_build_array(x.id, n.name, n.job_title, x.submitted, x.withdrawn) order by n.name_key, x.id)
        from public.reviews_reviewer x join public.accounts_membership n on n.id = x.membership_id where x.review_id = r.id),
      'agreed', (
        select coalesce(jsonb_agg(to_jsonb(a)), '[]') from public.reviews_agreedlevel a where a.review_id = r.id))
    else '{}' end;
end $$;

grant execute on function isolation.review_frame(uuid, text, boolean) to wellschool_web;
