"""PostgreSQL, Valkey and a supervisor from pip alone, for the demo and the tests.

Only one process starts servers: the demo's supervisor, or the pytest controller. Everybody else is told where they are.
"""
