"""The archive by date: calendar, session years, and this day in earlier years."""
