package org.saehdbw.facesets.health;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Faces that are copies of each other, directly or over others between. Every pair's hashes are
 * compared, four 64-bit words each; pictures only where these are near: 5,000 faces are 12.5
 * million pairs, a tenth of a second.
 */
final class CopyGroups {
  private final int[] parent;

  private CopyGroups(int count) {
    parent = new int[count];
    for (int i = 0; i < count; i++) {
      parent[i] = i;
    }
  }

  /** Returns groups of two or more places in {@code signs}, the largest first. */
  static List<List<Integer>> of(List<CopySign> signs) {
    CopySign[] all = signs.toArray(CopySign[]::new);
    CopyGroups groups = new CopyGroups(all.length);
    for (int i = 0; i < all.length; i++) {
      for (int j = i + 1; j < all.length; j++) {
        if (all[i].isCopyOf(all[j])) {
          groups.join(i, j);
        }
      }
    }
    Map<Integer, List<Integer>> members = new TreeMap<>();
    for (int i = 0; i < all.length; i++) {
      members.computeIfAbsent(groups.root(i), root -> new ArrayList<>()).add(i);
    }
    return members.values().stream()
        .filter(group -> group.size() > 1)
        .sorted(Comparator.comparingInt((List<Integer> group) -> group.size()).reversed())
        .map(List::copyOf)
        .toList();
  }

  private void join(int a, int b) {
    int first = root(a);
    int second = root(b);
    parent[Math.max(first, second)] = Math.min(first, second);
  }

  private int root(int place) {
    int at = place;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }
}
