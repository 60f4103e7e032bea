"""What `manage.py check_house` looks at."""
