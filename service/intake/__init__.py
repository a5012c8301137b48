"""Reading in what came from outside: in processes of their own, within limits."""
