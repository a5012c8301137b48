# Varnish before two replicas, in the network of compose.yaml; what it keeps is said by
# docs/caching/varnish-rules.vcl, as for a single machine.
vcl 4.1;

import directors;

# A replica that cannot reach the database is passed over while there is another one that can. When no
# replica can, each still has what it has made, and says that it is old.
probe ready {
    .url = "/health/ready";
    .interval = 1s;
    .timeout = 3s;
    .window = 4;
    .threshold = 2;
    .initial = 2;
}

probe live {
    .url = "/health/live";
    .interval = 1s;
    .timeout = 1s;
    .window = 4;
    .threshold = 2;
    .initial = 2;
}

backend ready_1 {
    .host = "172.31.13.11";
    .port = "8000";
    .connect_timeout = 2s;
    .first_byte_timeout = 30s;
    .probe = ready;
}

backend ready_2 {
    .host = "172.31.13.12";
    .port = "8000";
    .connect_timeout = 2s;
    .first_byte_timeout = 30s;
    .probe = ready;
}

backend live_1 {
    .host = "172.31.13.11";
    .port = "8000";
    .connect_timeout = 2s;
    .first_byte_timeout = 30s;
    .probe = live;
}

backend live_2 {
    .host = "172.31.13.12";
    .port = "8000";
    .connect_timeout = 2s;
    .first_byte_timeout = 30s;
    .probe = live;
}

# Who may purge: the network of the replicas, and nothing that is published to others.
acl purgers {
    "172.31.13.0"/24;
}

sub vcl_init {
    new ready_ones = directors.round_robin();
    ready_ones.add_backend(ready_1);
    ready_ones.add_backend(ready_2);
    new living_ones = directors.round_robin();
    living_ones.add_backend(live_1);
    living_ones.add_backend(live_2);
    new replicas = directors.fallback();
    replicas.add_backend(ready_ones.backend());
    replicas.add_backend(living_ones.backend());
}

sub vcl_recv {
    set req.backend_hint = replicas.backend();
}

include "./varnish-rules.vcl";
