"""A made-up county or two to look at: newsrooms, releases and pictures for `serve --demo`."""
