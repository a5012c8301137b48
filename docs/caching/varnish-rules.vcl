# What Varnish keeps of Pressrum, and for how long; included by varnish.vcl, which says where it is.
vcl 4.1;

import std;

sub vcl_recv {
    # In place of what the client says of itself.
    set req.http.X-Forwarded-For = client.ip;

    if (req.method == "PURGE") {
        if (client.ip !~ purgers) {
            return (synth(403));
        }
        if (req.http.Surrogate-Key !~ "^[a-z0-9-]+( [a-z0-9-]+)*$") {
            return (synth(400));
        }
        ban("obj.http.Surrogate-Key ~ (^|[^a-z0-9-])(" +
            regsuball(req.http.Surrogate-Key, " ", "|") + ")([^a-z0-9-]|$)");
        return (synth(200, "Purged"));
    }
    if (req.url ~ "^/(health/|metrics)") {
        return (synth(404));
    }
    if (req.url ~ "^/redaktion(/|$)") {
        return (pass);
    }
    # The parameters that Pressrum knows, in one order; what others add is dropped. Not for the API.
    if (req.url !~ "^/api/" && req.url ~ "\?") {
        set req.http.X-Args = regsuball(regsub(req.url, "^[^?]*\?", ""),
            "(?<![^&])(?!(?:v|url|format|maxwidth|maxheight|q|count|kind|topic|place|lang|" +
            "heading|pictures|theme|release|year|sort|before)=)(?:[^&]+&?|&)", "");
        set req.url = std.querysort(regsub(req.url, "\?.*", "") + "?" +
            regsub(req.http.X-Args, "&+$", ""));
        set req.url = regsub(req.url, "\?$", "");
        unset req.http.X-Args;
    }
    # The desk's cookie comes along to public pages, which do not ask for it.
    unset req.http.Cookie;

    # One copy for each encoding, not for each spelling of Accept-Encoding.
    if (req.http.Accept-Encoding ~ "(?i)\bzstd\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))") {
        set req.http.Accept-Encoding = "zstd";
    } elsif (req.http.Accept-Encoding ~ "(?i)\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))") {
        set req.http.Accept-Encoding = "br";
    } elsif (req.http.Accept-Encoding ~ "(?i)\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))") {
        set req.http.Accept-Encoding = "gzip";
    } else {
        unset req.http.Accept-Encoding;
    }

    # What is older than its max-age is for when Pressrum does not answer.
    if (req.restarts == 0) {
        unset req.http.X-Stale;
    }
    if (std.healthy(req.backend_hint) && !req.http.X-Stale) {
        set req.grace = 0s;
    } else {
        set req.grace = 24h;
    }
}

sub vcl_hash {
    # Pressrum does not look at Host, so neither does its cache.
    hash_data(req.url);
    return (lookup);
}

sub vcl_backend_response {
    if (beresp.status >= 500 && !bereq.uncacheable) {
        if (bereq.is_bgfetch) {
            return (abandon);
        }
        # Delivered, a fault would push out the old copy: that one is looked for first.
        if (!bereq.http.X-Stale) {
            return (error(beresp.status, beresp.reason));
        }
        set beresp.ttl = 0s;
        set beresp.grace = 0s;
        return (deliver);
    }
    if (beresp.ttl > 0s) {
        set beresp.grace = 24h;
    }
}

sub vcl_deliver {
    if (resp.status >= 500 && req.restarts == 0 && req.method ~ "^(GET|HEAD)$"
        && req.url !~ "^/redaktion(/|$)") {
        set req.http.X-Stale = "yes";
        return (restart);
    }
    unset resp.http.Surrogate-Key;
    if (obj.hits > 0) {
        set resp.http.X-Cache = "HIT";
    } else {
        set resp.http.X-Cache = "MISS";
    }
}
