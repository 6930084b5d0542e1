package cloud.kuryzhev.rbacguard.pages.layout;

/**
 * A page that the navigation leads to: a bean of each is all that it takes.
 *
 * @param place in the navigation, from the left
 * @param path such as {@code /queue}; pages below it belong to it
 */
public record Page(int place, String title, String path) {

    /** Whether a request's path is this page's, or of one below it. */
    public boolean holds(String requested) {
        return requested.equals(path) || (path.length() > 1 && requested.startsWith(path + "/"));
    }
}
