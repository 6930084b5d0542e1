package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnUrl;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Permissions as columns: namespace, api_group, resource, name, path, verb. */
final class Columns {

    private Columns() {}

    static String[] of(Permission permission) {
        return switch (permission) {
            case OnResource on ->
                new String[] {
                    storable(on.namespace()),
                    storable(on.apiGroup()),
                    storable(on.resource()),
                    storable(on.name()),
                    "",
                    storable(on.verb())
                };
            case OnUrl url -> new String[] {"", "", "", "", storable(url.path()), storable(url.verb())};
        };
    }

    /** PostgreSQL keeps no character of number 0, which a client may put into a path; nor has UTF-8 half a pair of surrogates. */
    static String storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == 0 || Character.isSurrogate(text.charAt(i))) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        return text.codePoints()
                .map(c -> c == 0 || Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    static Permission permission(ResultSet row) throws SQLException {
        String path = row.getString("path");
        return path.isEmpty()
                ? new OnResource(
                        row.getString("verb"),
                        row.getString("api_group"),
                        row.getString("resource"),
                        row.getString("name"),
                        row.getString("namespace"))
                : new OnUrl(row.getString("verb"), path);
    }
}
