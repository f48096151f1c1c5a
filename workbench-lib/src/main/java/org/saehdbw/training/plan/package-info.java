/**
 * What a training will do, from its settings: the settings themselves, the plan, its stages, its
 * target and when it saves.
 */
@NullMarked
package org.saehdbw.training.plan;

import org.jspecify.annotations.NullMarked;
