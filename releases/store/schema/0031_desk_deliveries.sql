-- The desk's lists of failed deliveries and of one kind of deed.

CREATE INDEX announcement_dead ON announcement (sink, next_ms) WHERE state = 'dead';

CREATE INDEX audit_by_action ON audit (newsroom, action, at_ms);
