"""Tables: what readers take away: rows, columns and calendars, and the data packages and archives that hold them."""
