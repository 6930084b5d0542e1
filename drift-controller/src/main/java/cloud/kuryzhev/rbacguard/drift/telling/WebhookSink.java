package cloud.kuryzhev.rbacguard.drift.telling;

import static java.nio.charset.StandardCharsets.UTF_8;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A webhook that is signed as Standard Webhooks 1.0.0 says: HMAC-SHA256 over {@code <webhook-id>.<webhook-timestamp>.<body>}, in the header
 * {@code webhook-signature}. The id is the same at every attempt to tell the same, so that receivers can pass over what they know; what
 * is older than five minutes is to be refused as a replay.
 */
final class WebhookSink implements Sink {

    private static final int BATCH = 10;
    private static final int MAX_ANSWER = 64 * 1024;
    private static final int MAX_MANIFEST = 64 * 1024;
    private static final String PREFIX = "whsec_";

    private final String cluster;
    private final URI uri;
    private final Secret secret;
    private final Http http;
    private final Function<Object, String> json;
    private final Clock clock;

    /** @param secret the file that holds {@code whsec_} and the key in base64, or else the key as it is */
    WebhookSink(String cluster, URI uri, Secret secret, Http http, Function<Object, String> json, Clock clock) {
        this.cluster = cluster;
        this.uri = uri;
        this.secret = secret;
        this.http = http;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public String content(RBACViolation violation) {
        return json.apply(data(violation));
    }

    @Override
    public int batch() {
        return BATCH;
    }

    @Override
    public Answer tell(List<Notice> notices) throws InterruptedException {
        Instant now = clock.instant();
        String body = json.apply(body(notices));
        String id = "rbac-guard_"
                + Digest.of(notices.stream()
                        .map(it -> it.place() + it.digest() + it.before())
                        .collect(Collectors.joining("\n")));
        String timestamp = String.valueOf(now.getEpochSecond());
        try {
            var request = HttpRequest.newBuilder(uri)
                    .header("Content-Type", "application/json")
                    .header("webhook-id", id)
                    .header("webhook-timestamp", timestamp)
                    .header("webhook-signature", "v1," + signature(id + "." + timestamp + "." + body))
                    .POST(BodyPublishers.ofString(body))
                    .build();
            Http.Reply reply = http.send(request, MAX_ANSWER);
            return Statuses.problem(uri.getHost(), reply, now).orElse(Answer.DONE);
        } catch (NotTold e) {
            return e.answer();
        }
    }

    private String signature(String signed) throws NotTold {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(secret.read()), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private byte[] key(String text) throws NotTold {
        try {
            return text.startsWith(PREFIX)
                    ? Base64.getDecoder().decode(text.substring(PREFIX.length()))
                    : text.getBytes(UTF_8);
        } catch (IllegalArgumentException _) {
            throw new NotTold(Answer.busy("what follows " + PREFIX + " in " + secret.file() + " is not base64"));
        }
    }

    private Map<String, Object> body(List<Notice> notices) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", "rbacviolations.changed");
        body.put("cluster", cluster);
        body.put("changes", notices.stream().map(WebhookSink::change).toList());
        return body;
    }

    private static Map<String, Object> change(Notice notice) {
        var change = new LinkedHashMap<String, Object>();
        change.put("change", notice.what().name().toLowerCase(Locale.ROOT));
        change.putAll(data(notice.violation()));
        return change;
    }

    /** Without the numbers that run on. */
    private static Map<String, Object> data(RBACViolation violation) {
        RBACViolationSpec spec = violation.getSpec();
        var data = new LinkedHashMap<String, Object>();
        data.put("namespace", violation.getMetadata().getNamespace());
        data.put("name", violation.getMetadata().getName());
        data.put("phase", Notice.phase(violation));
        data.put("sourceKind", spec.sourceKind());
        data.put("sourceName", spec.sourceName());
        if (spec.sourceNamespace() != null) {
            data.put("sourceNamespace", spec.sourceNamespace());
        }
        data.put("severity", spec.severity());
        data.put("violatedRules", spec.violatedRules());
        data.put("findings", spec.findings());
        data.put("subjects", spec.subjects());
        if (!spec.changes().isEmpty()) {
            data.put("changes", spec.changes());
        }
        SuggestedChange suggestion = spec.suggestion();
        if (suggestion != null) {
            data.put("suggestion", suggestion.summary());
            if (spec.diff() != null) {
                data.put("diff", Text.cut(spec.diff(), MAX_MANIFEST));
            }
            if (suggestion.manifest() != null) {
                data.put("manifest", Text.cut(suggestion.manifest(), MAX_MANIFEST));
            }
        }
        return data;
    }
}
