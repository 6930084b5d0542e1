package cloud.kuryzhev.rbacguard.drift.telling;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is told; each is told if it is configured.
 *
 * @param cluster what this cluster is called where several tell one place; letters, digits, dots and hyphens
 * @param owners lines as in a CODEOWNERS file, with namespaces for paths
 * @param timeout from the beginning of a request to the end of its answer
 * @param namespaces how many are told apart in the gauge of open violations
 * @param reports whether PolicyReports and OpenReports are written where their CRDs are
 */
@ConfigurationProperties("rbac-guard.telling")
record TellingProperties(
        @DefaultValue("") String cluster,
        @DefaultValue List<String> owners,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("100") int namespaces,
        @DefaultValue("true") boolean reports,
        @Nullable Github github,
        @Nullable Slack slack,
        @Nullable Webhook webhook) {

    TellingProperties {
        if (!cluster.matches("[A-Za-z0-9.-]{0,100}")) {
            throw new IllegalArgumentException("rbac-guard.telling.cluster is \"" + cluster
                    + "\", expected up to 100 letters, digits, dots and hyphens");
        }
    }

    /**
     * Issues in one repository.
     *
     * @param api {@code https://HOST/api/v3} for GitHub Enterprise
     * @param repository {@code owner/name}
     * @param label that every issue has
     * @param perMinute the most violations told in a minute; GitHub takes 500 new issues and comments an hour
     * @param tokenFile of an access token; else an App is needed
     */
    record Github(
            @DefaultValue("https://api.github.com") String api,
            String repository,
            @DefaultValue("rbac-guard") String label,
            @DefaultValue("8") int perMinute,
            @Nullable Path tokenFile,
            @Nullable App app) {

        Github {
            if (!repository.matches("[A-Za-z0-9-]+/[A-Za-z0-9._-]+") || !label.matches("[A-Za-z0-9._:-]{1,50}")) {
                throw new IllegalArgumentException("rbac-guard.telling.github.repository must be owner/name, and .label"
                        + " up to 50 letters, digits, dots, colons, underscores and hyphens");
            }
            if ((tokenFile == null) == (app == null)) {
                throw new IllegalArgumentException(
                        "rbac-guard.telling.github needs either token-file or app.id, app.installation and app.key-file");
            }
        }
    }

    /**
     * A GitHub App.
     *
     * @param id its id or client id
     * @param installation the number of its installation in the organisation
     * @param keyFile of its private key, PEM
     */
    record App(String id, long installation, Path keyFile) {

        App {
            if (!id.matches("[A-Za-z0-9.]+")) {
                throw new IllegalArgumentException("rbac-guard.telling.github.app.id must be an App's id or client id");
            }
        }
    }

    /**
     * An incoming webhook of Slack, Mattermost or the like.
     *
     * @param urlFile of its URL, which is a secret
     */
    record Slack(Path urlFile, @DefaultValue("6") int perMinute) {}

    /** @param secretFile of the key that deliveries are signed with */
    record Webhook(
            String url, Path secretFile, @DefaultValue("60") int perMinute) {}
}
