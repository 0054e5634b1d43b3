// Uses a baked project's API by a client that was generated from its schema.
// Arguments: the address of the API, an e-mail address and its password.
import { client } from "./client/client.gen";
import {
  authLogin,
  authLogout,
  authRefresh,
  membersList,
  organizationsCreate,
  organizationsList,
  usersMeGet,
  usersMeUpdate,
} from "./client/sdk.gen";
import type { Me, Organization, TokenPair } from "./client/types.gen";

const [baseUrl, email, password] = process.argv.slice(2);

function expect(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(what);
}

async function main(): Promise<void> {
  client.setConfig({ baseUrl });

  const refused = await authLogin({ body: { email, password: `${password} not` } });
  expect(refused.response?.status === 401, "a wrong password is refused");
  expect(refused.error !== undefined && "errors" in refused.error, "an error has its type");
  expect(refused.error.errors[0].code === "invalid_credentials", "and its code");

  const login = await authLogin({ body: { email, password }, throwOnError: true });
  expect("access" in login.data, "without a second factor the pair is there at once");
  let pair: TokenPair = login.data;
  client.setConfig({ auth: () => pair.access });

  const me: Me = (await usersMeGet({ throwOnError: true })).data;
  expect(me.email === email, "the caller is known");
  const changed = await usersMeUpdate({ body: { display_name: "Ada" }, throwOnError: true });
  expect(changed.data.display_name === "Ada", "a change is shown");

  const made = await organizationsCreate({ body: { name: "Acme" }, throwOnError: true });
  const organization: Organization = made.data;
  const role: "owner" | "admin" | "member" | "viewer" | null = organization.role;
  expect(role === "owner", "who founds an organization owns it");
  const page = await organizationsList({ query: { search: "acme" }, throwOnError: true });
  expect(page.data.results.length === 1 && page.data.results[0].id === organization.id, "found");
  const members = await membersList({
    path: { organization_id: organization.id },
    throwOnError: true,
  });
  expect(members.data.results[0].user.id === me.public_id, "its members are listed");

  const spent = pair.refresh;
  pair = (await authRefresh({ body: { refresh: spent }, throwOnError: true })).data;
  expect((await usersMeGet()).response?.status === 200, "the next pair works");
  expect((await authLogout({ body: {} })).response?.status === 204, "one logs out");
  expect((await usersMeGet()).response?.status === 401, "and is out");
}

main().then(
  () => console.log("done"),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
