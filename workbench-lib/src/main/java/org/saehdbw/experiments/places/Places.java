package org.saehdbw.experiments.places;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Places that trainings take one after the other. Safe from several threads. */
public final class Places {
  private final List<Place> free = new ArrayList<>();
  private final List<Place> taken = new ArrayList<>();
  private int most;

  /**
   * Makes places.
   *
   * @param count how many, at least 1
   * @param processors the logical processors of each as {@code taskset} takes them; empty leaves
   *     them to the system
   * @throws IllegalArgumentException if the count is below 1, or the number of lists is neither 0
   *     nor the count
   */
  public Places(int count, List<String> processors) {
    if (count < 1 || !(processors.isEmpty() || processors.size() == count)) {
      throw new IllegalArgumentException(
          "places must be at least 1, each with its processors, got "
              + count
              + " and "
              + processors);
    }
    most = count;
    for (int i = 0; i < count; i++) {
      Optional<String> own =
          processors.isEmpty() ? Optional.empty() : Optional.of(processors.get(i));
      free.add(new Place(i, own, Optional.empty()));
    }
  }

  private Places(List<String> devices) {
    most = devices.size();
    for (int i = 0; i < devices.size(); i++) {
      free.add(new Place(i, Optional.empty(), Optional.of(devices.get(i))));
    }
  }

  /**
   * Makes a place on each device.
   *
   * @param devices such as {@code cuda:0}, at least one; one that is named twice has two places
   * @throws IllegalArgumentException if there is none
   */
  public static Places on(List<String> devices) {
    if (devices.isEmpty()) {
      throw new IllegalArgumentException("places need at least one device, got none");
    }
    return new Places(devices);
  }

  /** One of them. */
  public static final class Place {
    private final int number;
    private final Optional<String> processors;
    private final Optional<String> device;
    private boolean shared;

    private Place(int number, Optional<String> processors, Optional<String> device) {
      this.number = number;
      this.processors = processors;
      this.device = device;
    }

    /** Returns its number, from 0. */
    public int number() {
      return number;
    }

    /** Returns the logical processors that it has for itself, as {@code taskset} takes them. */
    public Optional<String> processors() {
      return processors;
    }

    /** Returns the device that it is on, where that is not left to the training. */
    public Optional<String> device() {
      return device;
    }
  }

  /** Returns how many trainings may run at once. */
  public synchronized int most() {
    return most;
  }

  /** Takes a free place; empty where as many are taken as may be at once. */
  public synchronized Optional<Place> take() {
    if (free.isEmpty() || taken.size() >= most) {
      return Optional.empty();
    }
    Place place = free.remove(0);
    taken.add(place);
    boolean together = taken.size() > 1;
    place.shared = together;
    if (together) {
      taken.forEach(each -> each.shared = true);
    }
    return Optional.of(place);
  }

  /** Whether other trainings ran at some time since this place was taken. */
  public synchronized boolean wasShared(Place place) {
    return place.shared;
  }

  /** Gives a place back. */
  public synchronized void free(Place place) {
    if (taken.remove(place)) {
      free.add(0, place);
    }
  }

  /** Lets one training fewer run at once from now on, but at least one. */
  public synchronized void lessen() {
    most = Math.max(1, most - 1);
  }
}
