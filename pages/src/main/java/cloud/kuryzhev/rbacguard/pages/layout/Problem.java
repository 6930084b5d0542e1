package cloud.kuryzhev.rbacguard.pages.layout;

/**
 * What went wrong, and what to do about it, in the words of whoever meets it.
 *
 * @param status of HTTP (RFC 9110)
 */
public record Problem(int status, String title, String next) {

    /** For what a status alone tells. */
    public static Problem of(int status) {
        return switch (status) {
            case 400, 405 ->
                new Problem(status, "This request could not be read", "Go back, and follow the links of the pages.");
            case 403 ->
                new Problem(
                        403, "You may not do this", "Ask whoever grants roles in this cluster; nothing was changed.");
            case 404 -> new Problem(404, "There is nothing here", "It may be gone: look for it in the queue.");
            case 413 ->
                new Problem(413, "That was too much at once", "Nothing was changed. Choose fewer, or write less.");
            case 503 ->
                new Problem(503, "The API server does not answer", "Nothing was changed. Try again in a moment.");
            default ->
                new Problem(
                        status,
                        "Something went wrong here",
                        "Try again; if it stays, look into the drift controller's log.");
        };
    }
}
