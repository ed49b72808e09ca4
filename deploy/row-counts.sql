-- The number of rows of every table, to compare a restored backup with its source:
--   psql -XAt -U wellschool_backup -f deploy/row-counts.sql wellschool
select format('select %L, count(*) from %I.%I', schemaname || '.' || tablename, schemaname, tablename)
from pg_tables
where schemaname in ('public', 'isolation') and tablename <> 'signing_key'
order by 1 \gexec
