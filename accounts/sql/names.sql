-- Names: what may stand in one, how it sorts, and by which words it is found. Pure functions of a text, so that stored
-- columns and constraints are made of them, the same wherever PostgreSQL runs (its own collation, no ICU). `accounts/names.py`
-- says the first rule to people; a test compares the two, sign by sign.
set local role wellschool_guard;

-- Small letters and digits, words apart by one space; no accents, apostrophes or punctuation; & and + are "and".
create or replace function isolation.folded(said text) returns text language plpgsql immutable strict parallel safe
set search_path = pg_catalog, pg_temp as $$
declare
  plain text := casefold(translate(said, 'øØđĐłŁħĦıŧŦŋŊ', 'oOdDlLhHitTnN') collate pg_unicode_fast);
begin
  plain := replace(replace(replace(replace(plain, 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 'ð', 'd');
  plain := casefold(normalize(plain, nfkd) collate pg_unicode_fast);
  plain := regexp_replace(plain, U&'[\0300-\036F\1AB0-\1AFF\1DC0-\1DFF\20D0-\20FF\FE20-\FE2F''’‘ʼʹ`´′\00AD\200B-\200F\2060-\2064\FEFF]', '', 'g');
  plain := regexp_replace(plain, '[&+]', ' and ', 'g');
  plain := regexp_replace(plain, U&'[\0001-/:-@[-`{-\00BF\2000-\206F\3000-\3003]+', ' ', 'g');
  return btrim(plain);
end $$;

-- As English readers look for a name: a leading The does not count.
create or replace function isolation.sort_key(said text) returns text language plpgsql immutable strict parallel safe
set search_path = pg_catalog, pg_temp as $$
begin
  return left(regexp_replace(isolation.folded(said), '^the (?=.)', ''), 250);
end $$;

-- Whether the two differ in capitals, accents, apostrophes and punctuation at most.
create or replace function isolation.same_letters(one text, other text) returns boolean language plpgsql immutable strict parallel safe
set search_path = pg_catalog, pg_temp as $$
begin
  return replace(isolation.folded(one), ' ', '') = replace(isolation.folded(other), ' ', '');
end $$;

-- The words that are looked for, in their order.
create or replace function isolation.search_words(typed text) returns text[] language plpgsql immutable strict parallel safe
set search_path = pg_catalog, pg_temp as $$
begin
  return array(
    select left(w.word, 40) from string_to_table(isolation.folded(typed), ' ') with ordinality w(word, place)
    where w.word <> '' group by 1 order by min(w.place) limit 60);
end $$;

-- The words by which a name is found, apart by spaces and with one before the first: its own, and those of what means
-- the same. `St` is found as Saint, a MAT as a multi-academy trust, CE as Church of England, O'Neill as Neill, J.P. as JP.
create or replace function isolation.found_by(said text) returns text language plpgsql immutable strict parallel safe
set search_path = pg_catalog, pg_temp as $$
declare
  own text := ' ' || isolation.folded(said) || ' ';
  pieces text := isolation.folded(regexp_replace(said, '[''’‘ʼ`´]', ' ', 'g'));
  dotted text := isolation.folded(regexp_replace(said, '(?<![[:alpha:]])([[:alpha:]])\.(?=[[:alpha:]](\.|$|[^[:alpha:]]))', '\1', 'g'));
  meant text[] := '{}';
  alike text[];
begin
  foreach alike slice 1 in array array[
    ['st', 'saint', '', ''], ['sts', 'saints', '', ''], ['multi academy trust', 'mat', 'multiacademy', ''],
    ['church of england', 'c of e', 'cofe', 'ce'], ['roman catholic', 'rc', 'catholic', ''],
    ['voluntary aided', 'va', '', ''], ['voluntary controlled', 'vc', '', ''], ['limited', 'ltd', '', '']]
  loop
    if exists (select 1 from unnest(alike) a where a <> '' and strpos(own, ' ' || a || ' ') > 0) then
      meant := meant || alike;
    end if;
  end loop;
  return ' ' || array_to_string(isolation.search_words(
    own || dotted || ' ' || array_to_string(meant, ' ') || ' '
    || coalesce((select string_agg(p, ' ') from string_to_table(pieces, ' ') p where length(p) > 1), '')), ' ');
end $$;

-- One line that can be read: a letter or digit in it, no line break, no control or private sign, nothing that cannot be
-- seen or that turns the text around it, no web address. Joiners are part of some scripts' letters.
create or replace function isolation.is_name(said text) returns boolean language plpgsql immutable strict parallel safe
set search_path = pg_catalog, pg_temp as $$
begin
  return said !~ (U&'[\0001-\001F\007F-\009F\00AD\034F\061C\115F\1160\17B4\17B5\180B-\180F\200B\200E\200F\2028-\202E\2060-\206F\2800\3164'
      || U&'\E000-\F8FF\FDD0-\FDEF\FE00-\FE0F\FEFF\FFA0\FFF0-\FFFB\FFFE\FFFF\+01BCA0-\+01BCA3\+01D173-\+01D17A\+0E0000-\+10FFFF]')
    and said !~ U&'(?<![\0600-\08FF\0900-\0DFF])[\200C\200D]'
    and strpos(said, '://') = 0
    and said ~ ('[[:alnum:]]' collate pg_unicode_fast);
end $$;

grant execute on function
  isolation.folded(text), isolation.sort_key(text), isolation.same_letters(text, text), isolation.search_words(text),
  isolation.found_by(text), isolation.is_name(text)
  to wellschool_web, wellschool_worker, wellschool_yst, wellschool_shuffler, wellschool_releaser, wellschool_migrate, wellschool_owner;
