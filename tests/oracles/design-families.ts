import {
  availabilityOf,
  downtimeMinutesAYear,
  inParallel,
  inSeries,
  kOfN,
  kOfNOneCrew,
  nines,
} from '@/core/queueing/availability'
import {
  cheFifo,
  cheLru,
  exactFifo,
  exactLru,
  perfectLfu,
  tieredMeanS,
  ttlFromAccess,
  ttlFromInsert,
  zipfShares,
} from '@/core/queueing/hit-ratio'
import {
  fixedWindowAccepted,
  fixedWindowLoss,
  fixedWindowWorstBurst,
  slidingLogLoss,
  tokenBucketLoss,
} from '@/core/queueing/limiters'
import {
  exponentialKthMeanS,
  exponentialKthQuantileS,
  exponentialKthVarianceS2,
  fanOutSlow,
  hedgedExponentialMeanS,
  hedgedQuantileS,
  lognormalKthQuantileS,
} from '@/core/queueing/order-statistics'
import {
  callsUntilOpen,
  retryAttempts,
  retryFixedPoint,
  retrySuccess,
  totalBackoffS,
  worstAmplification,
} from '@/core/queueing/retries'
import { jumpHash } from '@/core/algorithms/jump-hash'
import {
  hotShardCv,
  hottestShardAtLeast,
  movedByConsistentHash,
  movedByModulo,
  ringPeakToMean,
  ringShareCv,
} from '@/core/queueing/shard-balance'
import {
  bloomBestHashes,
  bloomFalsePositives,
  bloomFalsePositivesClassic,
  countMinError,
  hyperLogLogError,
} from '@/core/queueing/sketch-errors'
import { normalTail } from '@/core/queueing/special-functions'
import { staleRead } from '@/core/queueing/staleness'
import { type Family, type Figures, family } from './family'

const PERCENTILES = { p50: 0.5, p95: 0.95, p99: 0.99, 'p99.9': 0.999 }

function percentiles(quantile: (p: number) => number): Figures {
  return Object.fromEntries(Object.entries(PERCENTILES).map(([name, p]) => [name, quantile(p)]))
}

/** The lognormal of mean 1 and squared coefficient of variation 1, which several vectors use. */
const SIGMA_LOG = Math.sqrt(Math.LN2)
const MU_LOG = -Math.LN2 / 2
const lognormalTail = (t: number) => (t <= 0 ? 1 : normalTail((Math.log(t) - MU_LOG) / SIGMA_LOG))

const fanOut = [
  family(/^quorum-exp-/, ({ k, n }: { k: number; n: number }) => ({
    mean: exponentialKthMeanS(k, n, 1),
    var: exponentialKthVarianceS2(k, n, 1),
    ...percentiles((p) => exponentialKthQuantileS(p, k, n, 1)),
  })),
  family(/^quorum-logn-/, ({ k, n, mu_log, sigma_log }: { k: number; n: number; mu_log: number; sigma_log: number }) =>
    percentiles((p) => lognormalKthQuantileS(p, k, n, mu_log, sigma_log)),
  ),
  family(/^tail-at-scale-/, ({ n, q }: { n: number; q: number }) => ({ P_slow: fanOutSlow(n, q) })),
  family(/^hedge-exp-/, ({ q, delay }: { q: number; delay: number }) => ({
    ...percentiles((p) => hedgedQuantileS(p, delay, (t) => Math.exp(-t), 1)),
    mean: hedgedExponentialMeanS(delay, 1),
    extra_load: 1 - q,
  })),
  family(/^hedge-logn-/, ({ q, delay }: { q: number; delay: number }) => ({
    ...percentiles((p) => hedgedQuantileS(p, delay, lognormalTail, 1)),
    p99_unhedged: lognormalKthQuantileS(0.99, 1, 1, MU_LOG, SIGMA_LOG),
    extra_load: 1 - q,
  })),
]

interface Catalogue {
  N: number
  alpha: number
}

const caches = [
  family(/^che-/, ({ N, alpha, C }: Catalogue & { C: number }) => {
    const shares = zipfShares(N, alpha)
    const lru = cheLru(shares, C)
    const fifo = cheFifo(shares, C)
    return {
      lru: lru.hitRatio,
      T_lru: lru.characteristicTime,
      fifo: fifo.hitRatio,
      T_fifo: fifo.characteristicTime,
      random: fifo.hitRatio,
      lfu_perfect: perfectLfu(shares, C),
    }
  }),
  family(/^cache-exact-/, ({ N, alpha, C }: Catalogue & { C: number }) => {
    const shares = zipfShares(N, alpha)
    const fifo = exactFifo([...shares], C)
    return {
      lru: exactLru([...shares], C),
      fifo,
      random: fifo,
      lfu_perfect: perfectLfu(shares, C),
      che_lru: cheLru(shares, C).hitRatio,
    }
  }),
  family(/^ttl-/, ({ N, alpha, TTL }: Catalogue & { TTL: number }) => {
    const shares = zipfShares(N, alpha)
    const insert = ttlFromInsert(shares, 1, TTL)
    return {
      hit_ttl_from_insert: insert.hitRatio,
      hit_ttl_reset_on_access: ttlFromAccess(shares, 1, TTL).hitRatio,
      mean_size_insert: insert.meanItems,
    }
  }),
  family(
    /^tiered-latency$/,
    ({ h1, h2, t1, t2, t3 }: { h1: number; h2: number; t1: number; t2: number; t3: number }) => ({
      mean: tieredMeanS([
        { hitRatio: h1, responseS: t1 },
        { hitRatio: h2, responseS: t2 },
        { hitRatio: 1, responseS: t3 },
      ]),
      hit_total: 1 - (1 - h1) * (1 - h2),
    }),
  ),
]

const sharding = [
  family(/^jumphash-vectors$/, ({ cases }: { cases: [number, number][] }) => ({
    bucket: cases.map(([key, buckets]) => jumpHash(Math.floor(key / 2 ** 32), key % 2 ** 32, buckets)),
  })),
  family(/^reshard-/, ({ n }: { n: number }) => ({
    mod_n: movedByModulo(n),
    jump: movedByConsistentHash(n),
    ring: movedByConsistentHash(n),
    rendezvous: movedByConsistentHash(n),
  })),
  family(
    /^ring-/,
    ({ n, vnodes }: { n: number; vnodes: number }) => ({
      cv_share: ringShareCv(n, vnodes),
      peak_to_mean_mean: ringPeakToMean(n, vnodes),
      exact_peak_v1: ringPeakToMean(n, 1),
    }),
    {
      // the vectors' own Monte Carlo error
      tolerance: 0.005,
      except: {
        peak_to_mean_p50: 'no closed form; measured on rings of ours in sharding.test.ts',
        peak_to_mean_p99: 'no closed form; measured on rings of ours in sharding.test.ts',
      },
    },
  ),
  family(/^hotkey-/, ({ N, alpha, shards }: { N: number; alpha: number; shards: number }) => {
    const shares = zipfShares(N, alpha)
    return {
      p1: shares[0]!,
      hot_shard_min_x_mean: hottestShardAtLeast(shares[0]!, shards),
      cv_shard: hotShardCv(shares, shards),
    }
  }),
]

const sketches = [
  family(/^bloom-/, ({ m, n, k }: { m: number; n: number; k: number }) => ({
    fpr: bloomFalsePositives(m, n, k),
    fpr_classic: bloomFalsePositivesClassic(m, n, k),
    k_opt: bloomBestHashes(m, n),
  })),
  family(/^cms$/, ({ w, d, N }: { w: number; d: number; N: number }) => {
    const { epsilon, delta } = countMinError(w, d)
    return { eps: epsilon, delta, err_abs: epsilon * N }
  }),
  family(/^hll$/, ({ m }: { m: number }) => ({ rse: hyperLogLogError(m) })),
]

const availability = [
  family(/^avail-\d+-[\d.]+$/, ({ MTBF_h, MTTR_h }: { MTBF_h: number; MTTR_h: number }) => {
    const up = availabilityOf(MTBF_h, MTTR_h)
    return { A: up, downtime_min_per_year: downtimeMinutesAYear(up) }
  }),
  family(/^kofn-/, ({ k, n, a }: { k: number; n: number; a: number }) => {
    const up = kOfN(k, n, a)
    return { A: up, nines: nines(up) }
  }),
  // the parts of the chain are in the vector's description only
  family(/^avail-chain$/, () => ({
    A: inSeries([0.9999, inParallel([0.999, 0.999]), kOfN(2, 3, 0.999), 0.995]),
  })),
  family(/^avail-1repair$/, ({ MTTF, MTTR, n }: { MTTF: number; MTTR: number; n: number }) => ({
    A: kOfNOneCrew(1, n, MTTF, MTTR),
    A_independent: kOfN(1, n, availabilityOf(MTTF, MTTR)),
  })),
  family(/^stale-/, ({ mean_lag, t }: { mean_lag: number; t: number }) => ({ P_stale: staleRead(t, mean_lag) })),
]

const backoff = { factor: 2, baseS: 0, maxS: 0 }

const failing = [
  family(/^retry-[\d.]+-\d+$/, ({ p, max_retries }: { p: number; max_retries: number }) => ({
    attempts: retryAttempts(p, max_retries),
    success: retrySuccess(p, max_retries),
    worst_3_layers: worstAmplification(max_retries, 3),
  })),
  family(/^backoff$/, ({ base, cap, retries }: { base: number; cap: number; retries: number }) => {
    const pauses = { ...backoff, baseS: base, maxS: cap }
    return {
      no_jitter: totalBackoffS({ ...pauses, jitter: 'none' }, retries),
      full_jitter_mean: totalBackoffS({ ...pauses, jitter: 'full' }, retries),
      equal_jitter_mean: totalBackoffS({ ...pauses, jitter: 'equal' }, retries),
    }
  }),
  family(/^retry-fixedpoint-/, (p: { lambda_: number; c: number; K: number; retries: number }) => {
    const point = retryFixedPoint(p.lambda_, 1, p.c, p.K, p.retries)
    return {
      offered: point.offeredPerS,
      amplification: point.amplification,
      P_reject_attempt: point.pRejectAttempt,
      P_fail_request: point.pFail,
    }
  }),
  family(/^breaker-/, ({ k, p }: { k: number; p: number }) => ({ mean_requests: callsUntilOpen(k, p) })),
]

const limiting = [
  family(/^tokenbucket-/, ({ lambda_, rate, burst }: { lambda_: number; rate: number; burst: number }) => {
    const lost = tokenBucketLoss(lambda_, rate, burst)
    return { P_reject: lost, accepted: lambda_ * (1 - lost) }
  }),
  family(/^slidinglog-/, ({ lambda_, window, limit }: { lambda_: number; window: number; limit: number }) => ({
    P_reject: slidingLogLoss(lambda_, window, limit),
  })),
  family(/^fixedwindow-/, ({ lambda_, window, limit }: { lambda_: number; window: number; limit: number }) => ({
    accepted_per_window: fixedWindowAccepted(lambda_, window, limit),
    P_reject: fixedWindowLoss(lambda_, window, limit),
    worst_burst_2x: fixedWindowWorstBurst(limit),
  })),
]

export const designFamilies: readonly Family[] = [
  ...fanOut,
  ...caches,
  ...sharding,
  ...sketches,
  ...availability,
  ...failing,
  ...limiting,
]
