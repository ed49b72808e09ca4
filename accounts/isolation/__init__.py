"""Who is acting, which rows they may see and touch, and the database's roles."""
