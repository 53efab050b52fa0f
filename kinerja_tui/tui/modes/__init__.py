"""What the keys mean while something is being typed or asked."""
