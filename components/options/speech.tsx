/** The page's language, for every component under it. */
export { Sentence, SpeechContext, useSpeech } from '@/components/ui/speech';
