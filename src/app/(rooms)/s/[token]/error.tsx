'use client'

export { default } from '@/app/busy-link-page'
