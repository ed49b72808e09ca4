"""The statements that compare what was staged with the register here, and that apply it: a few, each for all rows."""

TRUST_DETAILS = ("ukprn", "companies_house", "closed_on", "town", "postcode")  # a file may say nothing of them
TRUST_COLUMNS = ("group_id", "name", "register_name", "kind", "status", *TRUST_DETAILS)
SCHOOL_DETAILS = ("phase", "local_authority", "region", "pupils", "fsm", "postcode")
SCHOOL_COLUMNS = ("name", "register_name", "status", *SCHOOL_DETAILS)


def changed(columns: tuple[str, ...], old: str, new: str) -> str:
    """A JSON object of the columns that differ: before and after."""
    pairs = ", ".join(
        f"'{c}', case when {old}.{c} is distinct from {new}.{c} then jsonb_build_array({old}.{c}, {new}.{c}) end"
        for c in columns
    )
    return f"jsonb_strip_nulls(jsonb_build_object({pairs}))"


def values(columns: tuple[str, ...], alias: str) -> str:
    return ", ".join(f"{alias}.{c}" for c in columns)


def kept(columns: tuple[str, ...]) -> str:
    """Columns of the staged row `s`, each as it is here (`c`) where the row says nothing of it."""
    return ", ".join(f"{c} = case when '{c}' = any(s.unsaid) then c.{c} else s.{c} end" for c in columns)


COMPLETE_TRUSTS = f"""
update accounts_importedtrust s set {kept(TRUST_DETAILS)}
from accounts_registeredtrust c where s.register_import_id = %(id)s and c.group_uid = s.group_uid and s.unsaid <> '{{}}'
"""  # noqa: S608
# a link says of the status only that the school has not left
COMPLETE_SCHOOLS = f"""
update accounts_importedschool s set {kept(SCHOOL_DETAILS)},
  status = case when s.extract <> 'alllinksdata' or c.status = 'left' then s.status else c.status end
from accounts_school c where s.register_import_id = %(id)s and c.urn = s.urn
  and (s.unsaid <> '{{}}' or s.extract = 'alllinksdata')
"""  # noqa: S608
# a school that closes or leaves stays with the trust in which it was
COMPARE_TRUSTS = f"""
with compared as (
  select s.id, r.id as known, r.status as before, s.status as after, {changed(TRUST_COLUMNS, "r", "s")} as changes
  from accounts_importedtrust s left join accounts_registeredtrust r on r.group_uid = s.group_uid
  where s.register_import_id = %(id)s)
update accounts_importedtrust s set changes = case when c.known is null then '{{}}' else c.changes end, outcome = case
  when c.known is null then 'added' when c.changes = '{{}}' then 'same'
  when c.after = 'closed' and c.before <> 'closed' then 'closed' else 'changed' end
from compared c where c.id = s.id
"""  # noqa: S608 names of our own columns
COMPARE_SCHOOLS = f"""
with compared as (
  select s.id, k.id as known, k.status as before, s.status as after,
    {changed(SCHOOL_COLUMNS, "k", "s")} || case when s.group_uid is null or s.group_uid = r.group_uid then '{{}}'
      else jsonb_build_object('trust', jsonb_build_array(r.group_uid, s.group_uid)) end as changes
  from accounts_importedschool s left join accounts_school k on k.urn = s.urn
  left join accounts_registeredtrust r on r.id = k.registered_id
  where s.register_import_id = %(id)s)
update accounts_importedschool s set changes = case when c.known is null then '{{}}' else c.changes end, outcome = case
  when c.known is null then 'added' when c.changes = '{{}}' then 'same'
  when c.after in ('closed', 'left') and c.before not in ('closed', 'left') then 'closed' else 'changed' end
from compared c where c.id = s.id
"""  # noqa: S608
COMPARE = (COMPLETE_TRUSTS, COMPLETE_SCHOOLS, COMPARE_TRUSTS, COMPARE_SCHOOLS)

KEEP_NAMES = """
insert into accounts_earliername (registered_id, name, until)
select r.id, r.name, %(today)s from accounts_importedtrust s join accounts_registeredtrust r using (group_uid)
where s.register_import_id = %(id)s and not isolation.same_letters(s.name, r.name)
on conflict do nothing
"""
UPDATE_TRUSTS = f"""
update accounts_registeredtrust r set ({", ".join(TRUST_COLUMNS)}) = row({values(TRUST_COLUMNS, "s")})
from accounts_importedtrust s
where s.register_import_id = %(id)s and s.group_uid = r.group_uid and s.outcome in ('changed', 'closed')
"""  # noqa: S608
ADD_TRUSTS = f"""
insert into accounts_registeredtrust (group_uid, region, phase, {", ".join(TRUST_COLUMNS)})
select s.group_uid, '', '', {values(TRUST_COLUMNS, "s")} from accounts_importedtrust s
where s.register_import_id = %(id)s and s.outcome = 'added'
"""  # noqa: S608
ADD_WORDS = """
insert into accounts_registerword (registered_id, word)
select distinct r.id, w.word from accounts_importedtrust s join accounts_registeredtrust r using (group_uid),
  string_to_table(isolation.found_by(concat_ws(' ', s.name, s.group_id, s.group_uid, s.ukprn, s.companies_house,
    s.postcode, replace(s.postcode, ' ', ''))), ' ') w(word)
where s.register_import_id = %(id)s and w.word <> ''
on conflict do nothing
"""
UPDATE_SCHOOLS = f"""
update accounts_school c set ({", ".join(SCHOOL_COLUMNS)}) = row({values(SCHOOL_COLUMNS, "s")}),
  registered_id = coalesce(
    (select r.id from accounts_registeredtrust r where r.group_uid = s.group_uid), c.registered_id)
from accounts_importedschool s
where s.register_import_id = %(id)s and s.urn = c.urn and s.outcome in ('changed', 'closed')
"""  # noqa: S608
ADD_SCHOOLS = f"""
insert into accounts_school (urn, registered_id, {", ".join(SCHOOL_COLUMNS)})
select s.urn, r.id, {values(SCHOOL_COLUMNS, "s")}
from accounts_importedschool s join accounts_registeredtrust r using (group_uid)
where s.register_import_id = %(id)s and s.outcome = 'added'
"""  # noqa: S608
# most open schools' region, by number, then pupils, then name; one phase if all open schools are of it. A trust's phase
# has no word for alternative provision
DERIVE = """
with places as (
  select registered_id, region, phase, pupils, status in ('open', 'closing') as open from accounts_school),
regions as (
  select distinct on (registered_id) registered_id, region from (
    select registered_id, region, count(*) as many, sum(coalesce(pupils, 0)) as people
    from places where open and region <> '' group by 1, 2) x
  order by registered_id, many desc, people desc, region),
facts as (
  select registered_id, count(*) filter (where open) as schools, sum(pupils) filter (where open) as pupils,
    case when count(distinct phase) filter (where open and phase <> '') > 1 then 'mixed'
      else regexp_replace(coalesce(max(phase) filter (where open), ''), '^(all-through|alternative)$', 'mixed')
    end as phase
  from places group by 1)
update accounts_registeredtrust r set schools = f.schools, pupils = f.pupils, phase = f.phase,
  region = coalesce(g.region, '')
from facts f left join regions g using (registered_id)
where r.id = f.registered_id
  and (r.schools, r.pupils, r.phase, r.region) is distinct from (f.schools, f.pupils, f.phase, coalesce(g.region, ''))
"""
FIND_TRUSTS = """
update accounts_trust t set registered_id = r.id from accounts_registeredtrust r
where t.registered_id is null and t.group_id <> '' and t.group_id = r.group_id
"""
APPLY = (
    KEEP_NAMES, UPDATE_TRUSTS, ADD_TRUSTS, ADD_WORDS, UPDATE_SCHOOLS, ADD_SCHOOLS, DERIVE, FIND_TRUSTS,
)  # fmt: skip
