import { describe, expect, it, vi } from 'vitest'
import { CancelScope } from './cancel-scope.ts'
import { ProviderError } from './errors/provider-error.ts'

const reason = new ProviderError('timeout', 'Too slow.')

describe('CancelScope', () => {
  it('begins uncancelled', () => {
    const scope = new CancelScope()
    expect([scope.cancelled, scope.reason]).toEqual([false, undefined])
  })

  it('says that the caller went away where no reason is given', () => {
    const scope = new CancelScope()
    scope.cancel()
    expect(scope.reason).toMatchObject({ kind: 'cancelled' })
  })

  it('runs its listeners once, and keeps its first reason', () => {
    const [scope, heard] = [new CancelScope(), vi.fn()]
    scope.onCancel(heard)
    scope.cancel(reason)
    scope.cancel(new ProviderError('cancelled', 'Later.'))
    expect(heard).toHaveBeenCalledTimes(1)
    expect(scope.reason).toBe(reason)
  })

  it('runs a late listener at once', () => {
    const [scope, heard] = [new CancelScope(), vi.fn()]
    scope.cancel(reason)
    scope.onCancel(heard)
    expect(heard).toHaveBeenCalledTimes(1)
  })

  it('forgets a listener that left', () => {
    const [scope, heard] = [new CancelScope(), vi.fn()]
    scope.onCancel(heard)()
    scope.cancel()
    expect(heard).not.toHaveBeenCalled()
  })

  it('is cancelled with its parent, for the same reason', () => {
    const parent = new CancelScope()
    const child = new CancelScope(parent)
    const grandchild = new CancelScope(child)
    parent.cancel(reason)
    expect([child.reason, grandchild.reason]).toEqual([reason, reason])
  })

  it('does not cancel its parent or its siblings', () => {
    const parent = new CancelScope()
    const [child, sibling] = [new CancelScope(parent), new CancelScope(parent)]
    child.cancel()
    expect([parent.cancelled, sibling.cancelled]).toEqual([false, false])
  })

  it('is born cancelled under a cancelled parent', () => {
    const parent = new CancelScope()
    parent.cancel(reason)
    expect(new CancelScope(parent).reason).toBe(reason)
  })

  it('aborts its signal with the reason, asked for before or after', () => {
    const scope = new CancelScope()
    const before = scope.signal
    expect(before.aborted).toBe(false)
    scope.cancel(reason)
    expect([before.aborted, before.reason]).toEqual([true, reason])
    expect(scope.signal).toBe(before)
    const late = new CancelScope(scope)
    expect([late.signal.aborted, late.signal.reason]).toEqual([true, reason])
  })

  it('lets go of its parent when cancelled', () => {
    const [parent, leave] = [new CancelScope(), vi.fn()]
    vi.spyOn(parent, 'onCancel').mockReturnValue(leave)
    new CancelScope(parent).cancel()
    expect(leave).toHaveBeenCalledTimes(1)
  })

  it('lets go of its parent when closed', () => {
    const [parent, heard] = [new CancelScope(), vi.fn()]
    const leave = vi.fn()
    vi.spyOn(parent, 'onCancel').mockReturnValue(leave)
    const child = new CancelScope(parent)
    child.onCancel(heard)
    child.close()
    expect(leave).toHaveBeenCalledTimes(1)
    child.cancel()
    expect(heard).not.toHaveBeenCalled()
  })

  it('is not cancelled by a parent it was closed under', () => {
    const parent = new CancelScope()
    const child = new CancelScope(parent)
    child.close()
    parent.cancel()
    expect(child.cancelled).toBe(false)
  })
})
