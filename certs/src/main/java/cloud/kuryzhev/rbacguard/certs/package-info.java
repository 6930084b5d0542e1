/** The certificate authority, the serving certificate it signs, and when to renew them; time and randomness are given. */
@NullMarked
package cloud.kuryzhev.rbacguard.certs;

import org.jspecify.annotations.NullMarked;
