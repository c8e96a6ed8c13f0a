-- A book that is the same on every machine: every value comes from the md5 of its number, none from random().
create schema bench;

-- One of the eight 16-bit whole numbers in a digest: 0 to 65,535.
create function bench.part(digest text, place int) returns int language sql immutable
  return ('x' || substr(digest, 4 * place + 1, 4))::bit(16)::int;

-- Best first; as text, because looking into an enum costs more than all the rest of a row.
create function bench.grades() returns text[] language sql immutable
  return array['AAA', 'AA+', 'AA', 'AA-', 'A+', 'A', 'A-', 'BBB+', 'BBB', 'BBB-', 'BB+', 'BB', 'BB-', 'B+', 'B', 'B-',
    'CCC+', 'CCC', 'CCC-', 'CC', 'C', 'D'];

create table bench.borrowers as
select n, format('Borrower %s plc', lpad(n::text, 5, '0')) as name,
  case when bench.part(d, 0) % 4 = 0 then format('Group %s', lpad((n % 1500)::text, 4, '0')) end as group_name,
  (array['Agriculture', 'Chemicals', 'Construction', 'Energy', 'Healthcare', 'Logistics', 'Media', 'Metals',
    'Real Estate', 'Retail', 'Technology', 'Utilities'])[bench.part(d, 1) % 12 + 1] as sector,
  case when bench.part(d, 2) % 30 > 0 then (array['Austria', 'Belgium', 'Canada', 'Denmark', 'Finland', 'France',
    'Germany', 'Ireland', 'Italy', 'Japan', 'Netherlands', 'Norway', 'Portugal', 'Spain', 'Sweden', 'Switzerland',
    'United Kingdom', 'United States'])[bench.part(d, 2) % 18 + 1] end as country,
  -- Mostly BBB and BB: the sum of two even draws.
  3 + bench.part(d, 3) % 9 + bench.part(d, 4) % 9 as grade,
  case when bench.part(d, 5) % 20 > 0 then (bench.part(d, 5) % 50000 / 10000.0 - 0.25)::numeric(9, 4) end as debt_to_equity,
  case when bench.part(d, 6) % 25 > 0 then (bench.part(d, 6) % 120000 / 10000.0)::numeric(9, 4) end as interest_coverage,
  case when bench.part(d, 7) % 20 > 0 then (bench.part(d, 7) % 60000 / 10000.0 - 0.2)::numeric(9, 4) end as leverage_ratio
from generate_series(0, 29999) n, md5('borrower ' || n) d;
alter table bench.borrowers add primary key (n);
analyze bench.borrowers;

-- The loans of a book; books have numbers. What is hashed is the book and the place in it.
create function bench.loans(book int, size int) returns table (
  loan_id text, borrower text, amount numeric(15, 2), rate numeric(7, 4), sector text, maturity_date date,
  credit_rating text, status text, country text, debt_to_equity numeric(9, 4), interest_coverage numeric(9, 4),
  leverage_ratio numeric(9, 4), borrower_group text)
language sql stable as $$
  select format('L-%s-%s', book, lpad(i::text, 7, '0')), b.name,
    round((1 + bench.part(d, 2) % 5000) * (1 + bench.part(d, 3) % 5000) + bench.part(d, 4) % 100 / 100.0, 2),
    round(1.5 + b.grade * 0.35 + bench.part(d, 4) % 10000 / 10000.0, 4),
    b.sector, '2026-01-01'::date + bench.part(d, 5) % 3650,
    case when bench.part(d, 6) % 25 > 0 then (bench.grades())[b.grade] end,
    (array['PERFORMING', 'WATCH_LIST', 'NON_PERFORMING', 'DEFAULTED'])[
      1 + greatest(0, least(3, (bench.part(d, 7) % 100 + b.grade * 2 - 100) / 8))],
    b.country, b.debt_to_equity, b.interest_coverage, b.leverage_ratio, b.group_name
  from generate_series(1, size) i
  cross join lateral md5(book || ' loan ' || i) d
  -- The smaller of two draws: low numbers owe more than high ones.
  join bench.borrowers b on b.n = least(
    (bench.part(d, 0) * 65536::bigint + bench.part(d, 7)) % 30000,
    (bench.part(d, 1) * 65536::bigint + bench.part(d, 6)) % 30000)
  order by i
$$;

-- Eight quarterly grades a loan: one step up or down now and then, one in 50 missing, one in 200 withdrawn.
create function bench.snapshots(loan_id text, credit_rating credit_rating)
returns table (snapshot_date date, grade credit_rating)
language sql stable as $$
  select ('2024-07-01'::date + make_interval(months => 3 * q))::date - 1,
    case when bench.part(d, q) % 200 = 7 then 'NR'
      else (bench.grades())[greatest(1, least(22, ordinal + drift))] end::credit_rating
  from (
    select q, d, array_position(bench.grades(), coalesce(credit_rating::text, 'BB')) as ordinal,
      sum(case bench.part(d, q) % 40 when 0 then -1 when 1 then 1 when 2 then 1 when 3 then -2 else 0 end)
        over (order by q) as drift
    from generate_series(0, 7) q, md5('snapshots ' || loan_id) d
  ) quarters
  where bench.part(d, q) % 50 <> 11
$$;
