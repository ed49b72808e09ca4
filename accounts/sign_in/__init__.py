"""Getting in and staying in: sessions, passwords, addresses, second factors."""
