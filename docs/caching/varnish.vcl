# Pressrum behind Varnish (7.1 or newer): where it is. Every part is explained in docs/caching.md.
vcl 4.1;

backend pressrum {
    .host = "127.0.0.1";
    .port = "8000";
    .connect_timeout = 2s;
    .first_byte_timeout = 30s;
    .probe = {
        .url = "/health/live";
        .interval = 1s;
        .timeout = 1s;
        .window = 4;
        .threshold = 2;
        .initial = 4;
    }
}

# Who may purge: the machines on which Pressrum runs.
acl purgers {
    "127.0.0.1";
    "::1";
}

include "./varnish-rules.vcl";
