"""What those who run the site can see of it: each request by its name, log lines, and metrics."""
