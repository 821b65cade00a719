/// Does nothing: what matters is what it is linked to.
int main()
{
    return 0;
}
