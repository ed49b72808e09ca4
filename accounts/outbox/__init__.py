"""What leaves when the transaction ends: tasks and emails, and seeing to them until they have arrived or are done."""
