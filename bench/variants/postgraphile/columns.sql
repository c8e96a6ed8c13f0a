-- What a user of PostGraphile adds to have the numbers that are in no column: computed columns, inlined by PostgreSQL.
create function portfolios_loan_count(p portfolios) returns int language sql stable as
  $$ select count(*)::int from loans where portfolio_id = p.id $$;

create function portfolios_total_exposure(p portfolios) returns numeric language sql stable as
  $$ select round(coalesce(sum(amount), 0), 2) from loans where portfolio_id = p.id $$;

create function loans_expected_loss(l loans) returns numeric language sql stable as $$
  select round(l.amount * default_probability * (1 - recovery_rate), 2) from default_rates
  where tenant_id = l.tenant_id and credit_rating = l.credit_rating
$$;
