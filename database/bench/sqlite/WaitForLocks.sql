PRAGMA busy_timeout = 1000;
