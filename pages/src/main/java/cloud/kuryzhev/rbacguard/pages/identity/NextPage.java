package cloud.kuryzhev.rbacguard.pages.identity;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.web.util.UriComponentsBuilder;

/** Where somebody goes on who had to sign in: a path here, with what they had written so far. */
final class NextPage {

    private static final Pattern HERE = Pattern.compile("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\{}]]*");
    private static final int LONGEST = 4000;
    private static final Set<String> SECRET = Set.of("_csrf", "token");

    private NextPage() {}

    /** {@code path}, or the first page if it leads elsewhere. */
    static String checked(String path) {
        return path.length() <= LONGEST && HERE.matcher(path).matches() ? path : "/";
    }

    /** The page of the request that was forwarded; of a form the page that had it, with its fields as parameters. */
    static String of(HttpServletRequest forwarded) {
        String path = (String) forwarded.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI);
        if (path == null) {
            return "/";
        }
        var builder = UriComponentsBuilder.fromPath(path);
        if ("POST".equals(forwarded.getMethod())) {
            fields(forwarded.getParameterMap(), builder);
        } else {
            builder.query((String) forwarded.getAttribute(RequestDispatcher.FORWARD_QUERY_STRING));
        }
        return checked(builder.build().toUriString());
    }

    private static void fields(Map<String, String[]> fields, UriComponentsBuilder builder) {
        fields.forEach((name, values) -> {
            if (!SECRET.contains(name)) {
                for (String value : values) {
                    builder.queryParam(encoded(name), encoded(value));
                }
            }
        });
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }
}
