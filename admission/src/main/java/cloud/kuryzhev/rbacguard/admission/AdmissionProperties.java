package cloud.kuryzhev.rbacguard.admission;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * What an operator may set.
 *
 * @param maxBody the largest AdmissionReview that is read; a larger one is refused
 */
@ConfigurationProperties("rbac-guard")
record AdmissionProperties(DataSize maxBody) {}
