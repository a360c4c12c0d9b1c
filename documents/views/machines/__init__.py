"""What crawlers, browsers and other programs ask of a site, at the addresses where they look."""
