-- As many users as are asked for, ten a tenant, each the manager of one portfolio. The password is the first manager's.
create function bench_users(users int) returns void language sql as $$
  insert into tenants (name)
  select format('Tenant %s', n) from generate_series(1, (users + 9) / 10) n;

  insert into organizations (tenant_id, name) select id, 'Lending' from tenants where name like 'Tenant %';

  insert into default_rates select t.id, d.credit_rating, d.default_probability, d.recovery_rate, d.risk_weight
  from tenants t cross join default_rates d where t.name like 'Tenant %';

  insert into users (tenant_id, organization_id, username, email, password_hash, role)
  select t.id, o.id, format('user.%s', n), format('user.%s@example.test', n), m.password_hash, m.role
  from generate_series(1, users) n
  join tenants t on t.name = format('Tenant %s', (n + 9) / 10)
  join organizations o on o.tenant_id = t.id
  join users m on m.username = 'manager'
  order by n;

  insert into portfolios (tenant_id, organization_id, owner_id, name)
  select u.tenant_id, u.organization_id, u.id, format('Book %s', n)
  from generate_series(1, users) n join users u on u.username = format('user.%s', n) order by n;
$$;
