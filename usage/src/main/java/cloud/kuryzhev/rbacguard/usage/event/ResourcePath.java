package cloud.kuryzhev.rbacguard.usage.event;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The attributes that the path of a resource request names: {@code NewRequestInfo} of
 * {@code k8s.io/apiserver/pkg/endpoints/request/requestinfo.go}, which is what the authorizer was asked.
 *
 * @param name verbatim, so {@code https:web:8443} on a proxy request; empty where the path ends before it
 */
public record ResourcePath(String apiGroup, String resource, String subresource, String namespace, String name) {

    private static final List<String> SPECIAL_VERBS = List.of("proxy", "watch");
    private static final List<String> NAMESPACE_SUBRESOURCES = List.of("status", "finalize");

    /** The decoded path of {@code uri}, without its query; escaped as it came if its escapes are broken. */
    static String decode(String uri) {
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        try {
            return path.indexOf('%') < 0 ? path : URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return path;
        }
    }

    /** Of {@code uri}; empty if it is not the path of a resource. */
    public static Optional<ResourcePath> of(String uri) {
        List<String> parts = split(decode(uri));
        if (parts.size() >= 3 && parts.getFirst().equals("api")) {
            return afterVersion("", parts.subList(2, parts.size()));
        }
        if (parts.size() >= 4 && parts.getFirst().equals("apis")) {
            return afterVersion(parts.get(1), parts.subList(3, parts.size()));
        }
        return Optional.empty();
    }

    private static Optional<ResourcePath> afterVersion(String apiGroup, List<String> parts) {
        if (!SPECIAL_VERBS.contains(parts.getFirst())) {
            return Optional.of(ofObject(apiGroup, parts, true));
        }
        boolean subresources = !parts.getFirst().equals("proxy");
        return parts.size() < 2
                ? Optional.empty()
                : Optional.of(ofObject(apiGroup, parts.subList(1, parts.size()), subresources));
    }

    private static ResourcePath ofObject(String apiGroup, List<String> parts, boolean subresources) {
        String namespace = "";
        List<String> object = parts;
        if (parts.getFirst().equals("namespaces") && parts.size() > 1) {
            namespace = parts.get(1);
            if (parts.size() > 2 && !NAMESPACE_SUBRESOURCES.contains(parts.get(2))) {
                object = parts.subList(2, parts.size());
            }
        }
        String subresource = subresources && object.size() > 2 ? object.get(2) : "";
        return new ResourcePath(
                apiGroup, object.getFirst(), subresource, namespace, object.size() > 1 ? object.get(1) : "");
    }

    private static List<String> split(String path) {
        int start = 0;
        int end = path.length();
        while (start < end && path.charAt(start) == '/') {
            start++;
        }
        while (end > start && path.charAt(end - 1) == '/') {
            end--;
        }
        return Arrays.asList(path.substring(start, end).split("/", -1));
    }
}
