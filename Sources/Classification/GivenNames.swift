/// First names that many people bear in North America and Europe: a line that holds one and nothing else closes a mail. Names that
/// are days, months, places or words of the trade are left out.
enum GivenNames {
    // swift-format-ignore
    private static let list = """
        aaron abby abigail adam adrian adriana agnes aisha alan albert alejandro alex alexander alexandra alexis
        alice alicia alison allen allison amanda amelia amir amy ana andrea andreas andrew andy angela angelica
        anita ann anna anne annie anthony antonio ariana arthur ashley audrey barbara beatriz becky ben benjamin
        bernard beth bethany betty beverly bill billy bob bobby brad bradley brandon brenda brent brett brian
        brianna bruce bryan caitlin caleb cameron carl carla carlos carmen carol caroline carolyn catherine
        cathy cecilia chad charles charlie chelsea cheryl chloe chris christina christine christopher cindy
        claire claudia cody colin connor corey courtney craig cristina curtis cynthia daisy damian dan dana
        daniel danielle danny darren dave david deborah debra denise dennis derek desiree diana diane diego
        dmitry dominic don donald donna doris dorothy doug douglas duane dustin dylan eddie eduardo edward edwin
        eileen elaine elena eli elias elijah elizabeth ellen emily emma eric erica erik erika erin esther ethan
        eugene eva evan evelyn felicia felix fernando frances francis francisco fred frederick gabriel gabriela
        gail gary gavin george gerald gina glenn gloria gordon greg gregory guillermo hannah harold harry
        heather hector heidi helen henry howard hugo ian ines irene isaac isabel isabella ivan jack jackie jacob
        jacqueline jaime jake james jamie jane janet janice jared jasmine jason javier jay jean jeff jeffrey jen
        jenna jennifer jenny jeremy jerry jesse jessica jill jim jimmy joan joanna joe joel johanna john johnny
        jon jonathan jorge jose joseph josh joshua joyce juan juana judith judy julia julian julie justin
        kaitlyn karen karl kate katherine kathleen kathryn kathy katie kayla keith kelly kelsey ken kenneth
        kerry kevin kim kimberly kristen kristin kristina kurt kyle larry lars latoya laura lauren laurie
        lawrence leah lee leo leon leonard leslie leticia linda lindsay lindsey lisa lois lori louis lucas lucia
        lucy luis luke lydia lynn manuel marc marcia marco marcus margaret maria marie marilyn mario marissa
        mark marlene martha martin marvin mary mateo matt matthew maureen max megan melanie melissa michael
        michaela michele michelle miguel mike mitchell mohammed molly monica monique morgan nancy naomi natalia
        natalie natasha nathan nathaniel neil nicholas nick nicolas nicole nina noah nora norma norman olga
        oliver olivia omar oscar pam pamela patricia patrick paul paula pedro peggy peter phil philip phillip
        phyllis rachel rafael ralph ramon randy raul raymond rebecca regina renee ricardo richard rick rita rob
        robert roberta roberto robin rodney roger roland roman ron ronald rosa rosemary roxanne roy ruben
        russell ruth ryan sabrina sally sam samantha samuel sandra sandy sara sarah scott sean sebastian sergei
        sergio seth shannon sharon shaun shawn sheila shelby shelly sherry sheryl shirley sofia sonia sophia
        sophie stacey stacy stanley stefan stephanie stephen steve steven stuart sue susan suzanne sven sylvia
        tamara tammy tanya tara ted teresa terry thelma theodore theresa thomas tiffany tim timothy tina todd
        tom tommy toni tony tracey tracy travis trevor tricia tyler valerie vanessa veronica vicki victor
        vincent vivian wayne wendy wesley whitney william willie xavier yolanda yvette yvonne zachary zoe
        """

    private static let all = Set(list.split(whereSeparator: \.isWhitespace).map { Array($0.utf8) })

    /// Whether letters in lower case are such a name.
    static func contains(_ letters: ArraySlice<UInt8>) -> Bool { letters.count < 14 && all.contains(Array(letters)) }
}
