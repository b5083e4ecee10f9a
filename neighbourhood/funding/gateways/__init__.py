"""Who moves the money: Stripe, or a pretend bank that behaves as one."""
