@NullMarked
package tsunagi.chain.mining;

import org.jspecify.annotations.NullMarked;
