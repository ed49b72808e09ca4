"""What leaves when the transaction ends: tasks and emails, and sending them until they arrive."""
