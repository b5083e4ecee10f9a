"""What is typed about money: by who gives, and by who looks after the site."""
