import { answerPicture } from '@/features/sharing/answer-picture'

export const dynamic = 'force-dynamic'

export async function GET(request: Request, { params }: RouteContext<'/s/[token]/picture'>): Promise<Response> {
  return answerPicture(request, (await params).token)
}
