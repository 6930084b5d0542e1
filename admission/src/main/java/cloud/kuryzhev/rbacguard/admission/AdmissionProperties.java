package cloud.kuryzhev.rbacguard.admission;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * What an operator may set.
 *
 * @param maxBody the largest AdmissionReview that is read, at most 64 MB; a larger one is refused
 */
@ConfigurationProperties("rbac-guard")
record AdmissionProperties(DataSize maxBody) {

    private static final DataSize LIMIT = DataSize.ofMegabytes(64);

    AdmissionProperties {
        if (maxBody.toBytes() <= 0 || maxBody.compareTo(LIMIT) > 0) {
            throw new IllegalArgumentException("rbac-guard.max-body is " + maxBody + ", expected 1B to " + LIMIT);
        }
    }
}
