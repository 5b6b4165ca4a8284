import { upstreamCases } from '@turnout/testing/fault-wall'
import { describeWall } from '../test-support/describe-wall.test.ts'

describeWall('upstreams', upstreamCases)
