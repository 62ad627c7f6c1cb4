// port
