-- The least schema: 200 trusts with one review and five reviewers each, every statement rated by everybody.
create table membership (
  trust_id bigint not null, user_id bigint not null, role smallint not null, primary key (trust_id, user_id));
create table statement (id int primary key, domain int not null, text text not null);
create table rating (
  review_id bigint not null, user_id bigint not null, statement_id int not null references statement,
  level smallint not null, note text not null default '', changed_at timestamptz not null default now(),
  primary key (review_id, user_id, statement_id)) with (fillfactor = 80);

insert into statement select n, (n - 1) / 6 + 1,
  'Statement ' || n || ': ' || repeat('we can show how this is done and who checks it; ', 3) from generate_series(1, 42) n;
insert into membership select (u - 1) / 5 + 1, u, 1 from generate_series(1, 1000) u;  -- trust and review have one number
insert into rating (review_id, user_id, statement_id, level, note)
  select (u - 1) / 5 + 1, u, s, (u + s) % 3 + 1, 'seen in the last audit'
  from generate_series(1, 1000) u, generate_series(1, 42) s;
