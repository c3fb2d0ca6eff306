import { answerOEmbed } from '@/features/sharing/answer-oembed'

export const dynamic = 'force-dynamic'

export async function GET(request: Request, { params }: RouteContext<'/s/[token]/oembed'>): Promise<Response> {
  return answerOEmbed(request, (await params).token)
}
